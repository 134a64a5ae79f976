"""The ranges of the numbers and words of a problem, as the format promises them."""

from typing import Annotated

import msgspec

from service.matching.formats.fields import LARGEST

Text = Annotated[str, msgspec.Meta(min_length=1)]
Words = tuple[Text, ...]
Years = Annotated[int, msgspec.Meta(ge=0, le=150)]
Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
Days = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
Third = Annotated[int, msgspec.Meta(ge=1, le=3)]
Mark = Annotated[int, msgspec.Meta(ge=0, le=5)]
Thousand = Annotated[int, msgspec.Meta(ge=0, le=1000)]
AtLeastTwo = Annotated[int, msgspec.Meta(ge=2, le=LARGEST)]
Amount = Annotated[float, msgspec.Meta(gt=0, le=1_000_000)]
Seed = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
