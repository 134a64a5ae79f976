"""A refusal as the command line answers it, apart from all that loads slowly."""


class SaidNo(Exception):  # noqa: N818 - the answer, not an error of the program
    """The service refused; the text is the Russian sentence with its clause."""
