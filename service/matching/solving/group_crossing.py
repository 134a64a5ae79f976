"""The better of two proposals, exchange by exchange.

Where two proposals differ, the differences fall into exchanges that share nobody: of each the better half is
taken, so that a proposal that is worse as a whole still gives what is better in it (partition crossover;
Whitley, Hains, Howe 2009, 10.1145/1569901.1570026).
"""

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.components import connected
from service.matching.solving.network import Network


def crossed(network: Network, flow: Flags, other: Flags, cost: Numbers) -> Flags:
    """Return a flow that costs no more than both; each is one where mentors fill their first places.

    A mentor has all his mentees from one of them: if both keep the rules of groups, so does the result.
    Costs of places do not count.
    """
    mentees, candidates = len(network.problem.mentees), network.candidates
    ours, theirs = (_chosen(network, which) for which in (flow, other))
    moved = np.flatnonzero(ours != theirs)
    exchange = _exchanges(network, moved, ours[moved], theirs[moved])
    paid = np.concatenate([cost[network.pairs], cost[network.unmatched]])
    alone = len(candidates) + np.arange(mentees)
    gain = np.zeros(mentees, dtype=np.int64)
    for sign, chosen in ((1, ours), (-1, theirs)):
        arcs = np.where(chosen < 0, alone, chosen)[moved]
        np.add.at(gain, exchange, sign * paid[arcs])
    taken = moved[gain[exchange] > 0]
    ours[taken] = theirs[taken]
    result = np.zeros(len(candidates), dtype=np.bool_)
    result[ours[ours >= 0]] = True
    return network.flow_of(result)


def _chosen(network: Network, flow: Flags) -> Numbers:
    """Return the candidate of every mentee, -1 for none."""
    arcs = np.flatnonzero(flow[network.pairs])
    chosen = np.full(len(network.problem.mentees), -1, dtype=np.int64)
    chosen[network.candidates.mentee[arcs]] = arcs
    return chosen


def _exchanges(network: Network, moved: Numbers, ours: Numbers, theirs: Numbers) -> Numbers:
    """Return for every mentee who moves a number, the same for those who share a mentor, before or after."""
    mentees, mentors = len(network.problem.mentees), len(network.problem.mentors)
    who = np.concatenate([moved[arcs >= 0] for arcs in (ours, theirs)])
    arcs = np.concatenate([arcs[arcs >= 0] for arcs in (ours, theirs)])
    labels = connected(who, mentees + network.candidates.mentor[arcs], mentees + mentors)
    return labels[moved]
