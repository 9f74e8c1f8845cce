"""One module per topic. Importing this package declares every calculator; a new module is added to the list below."""

from calc.topics import batches as batches
from calc.topics import contribution as contribution
from calc.topics import deadlines as deadlines
from calc.topics import identifiers as identifiers
from calc.topics import interest as interest
from calc.topics import portability as portability
from calc.topics import rescue as rescue
from calc.topics import retirement as retirement
from calc.topics import retirement_window as retirement_window
