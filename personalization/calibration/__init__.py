"""What answers teach about items: their parameters, how well they fit, whether they are fair.

`responses` holds the answers, `marginal` estimates parameters from all of them at once, `online` after each
one; `correlations` estimates how competencies go together, `fit` and `dif` look for items that do not do
what they should.
"""
