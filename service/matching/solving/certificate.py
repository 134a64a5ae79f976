"""The certificate: per goal the prices that prove it, so that whoever reads a proposal can check it.

Let f be the flow of the proposal, c the cost of a goal (``network.GOAL_TABLE``) and p the prices, one per
mentee, mentor and the sink. On the arcs that earlier goals leave free

- an arc (i, j) without a unit has a reduced cost c + p(i) - p(j) >= 0, one with a unit <= 0: no exchange
  makes the goal better, whatever else changes (Ahuja, Magnanti, Orlin, Network Flows, 1993, theorem 9.3);
- p <= 0, and a node with p < 0 is the end of a residual arc of reduced cost 0: p are the largest such prices.
  They follow from the problem alone, so equal problems have equal certificates.

Then an arc with a reduced cost other than 0 is no longer free: it keeps its unit, or its emptiness, in every
proposal that is as good. At first all arcs are free but those that pins decide (``Face.beside_pins``).
"""

from service.matching.candidates.columns import Numbers
from service.matching.formats.proposal import GoalPrices
from service.matching.solving.network import Network


def certified(network: Network, goal: str, prices: Numbers) -> GoalPrices:
    """Return the prices of a goal as they stand in a proposal; people in the order of their ids."""
    mentees = len(network.problem.mentees)
    values = tuple(prices.tolist())
    return GoalPrices(goal=goal, mentees=values[:mentees], mentors=values[mentees:-1], sink=values[-1])
