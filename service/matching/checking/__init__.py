"""The independent checker: it recomputes and proves anew, without the solver."""
