"""One module per topic. Importing this package declares every calculator; a new module is added to the list below."""

from calc.topics import contribution as contribution
