"""The values that go in and come out: problem, proposal, their files and bytes."""
