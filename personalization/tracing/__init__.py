"""Learning and forgetting, answer by answer: one Gaussian filter, learnt from use and from nothing else."""
