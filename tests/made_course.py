"""A small course on a harbour, for edits: bullets, tables of both shapes, closed lists, numbered steps."""

from __future__ import annotations

from tests.factories import CourseFactory, LessonFactory, ModuleFactory

BOATS = """\
A harbour has boats for every job.

## Ferry

A ferry is the bus of the sea.

- **Is a:** harbour boat
- **Purpose:** carry cars between two ports
- **Speed:** 18 knots
- **Not:** haul other ships; cut through ice

## Tugboat (tug)

A tugboat is small and strong.

- **Is a:** harbour boat
- **Purpose:** push large ships into their berths
- **Speed:** 13 knots
- **Not:** sell tickets to travellers

## Icebreaker

An icebreaker works in winter.

- **Is a:** harbour boat
- **Purpose:** open channels through frozen water
- **Speed:** 9 knots
- **Not:** sell tickets to travellers; haul other ships

## Pilot boat

A pilot boat is quick.

- **Is a:** harbour boat
- **Purpose:** bring guides aboard arriving vessels
- **Speed:** 25 knots
- **Not:** cut through ice
"""

SIGNALS = """\
At night a harbour speaks in lights.

## Which boat shows what?

| Harbour boat | Ferry | Tugboat | Icebreaker | Pilot boat |
| --- | --- | --- | --- | --- |
| flies a striped yellow flag | yes | no | no | no |
| sounds two long whistles | no | yes | no | no |
| carries a green lantern aft | no | no | yes | no |
| answers on the guard channel | no | no | no | yes |
| shows a white masthead light | yes | yes | no | no |

## Beacon

A beacon is a lamp on a rock.

- **Is a:** sea mark
- **Purpose:** warn sailors of hidden rocks
- **Shines:** every 6 seconds
- **Only stands on:** rocks; piers; sandbanks

## Buoy

A buoy floats.

- **Is a:** sea mark
- **Purpose:** outline the edges of a channel
- **Shines:** every 4 seconds
- **Only stands on:** chains; anchors

## Lighthouse

A lighthouse is a tower.

- **Is a:** sea mark
- **Purpose:** guide distant captains toward the coast
- **Shines:** every 15 seconds
- **Only stands on:** cliffs; islands
"""

CARGO = """\
What a ship brings has to leave it again.

## Crane

A crane lifts.

- **Is a:** quay machine
- **Purpose:** lift heavy containers off a deck
- **Uses:** steel cables

## Conveyor

A conveyor runs all day.

- **Is a:** quay machine
- **Purpose:** move loose grain along a belt
- **Uses:** rubber belts

## Forklift

A forklift is everywhere.

- **Is a:** quay machine
- **Purpose:** stack single pallets in a shed
- **Uses:** two iron prongs

## At a glance

| Quay machine | Powered by | Stands |
| --- | --- | --- |
| Crane | shore current | on rails |
| Conveyor | shore current | on rails |
| Forklift | batteries | on tyres |
"""


def make_course():
    """Save the course, published, with two modules."""
    course = CourseFactory.create(slug="harbour", settings=["A shipping office", "A port warden"])
    ships, quay = ModuleFactory.create_batch(2, course=course)
    LessonFactory.create(module=ships, slug="boats", title="Boats", body=BOATS)
    LessonFactory.create(module=ships, slug="signals", title="Signals", body=SIGNALS)
    LessonFactory.create(module=quay, slug="cargo", title="Cargo", body=CARGO)
    return course
