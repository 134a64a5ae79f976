"""Pure optimisation: a Problem (two banks) in, a Proposal (suggested pairs with reasons and a proof) out.

Nothing here reads a clock, makes an id or knows the event log; the formats stand in ``docs/matching.md``.
"""
