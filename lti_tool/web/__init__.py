"""What browsers see: addresses, pages and who may enter them."""
