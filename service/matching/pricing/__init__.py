"""What if: prices of other pairs, alternatives, next best, tolerance, repair, training."""
