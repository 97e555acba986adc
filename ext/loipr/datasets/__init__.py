"""Datasets with their descriptor, observations and figures, and what is judged of them."""
