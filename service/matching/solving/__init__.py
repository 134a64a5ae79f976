"""The search: flows, faces, prices, groups, CP-SAT; only meetings import the solver beside it."""
