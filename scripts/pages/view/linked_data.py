"""A procedure for machines, in the words of schema.org."""

from __future__ import annotations

from typing import Any

from scripts.data import model
from scripts.pages.view import View


def linked_data(procedure: model.Procedure, view: View, script: str) -> dict[str, Any]:
    """The procedure as schema.org has it. What the sources do not say is left out.

    :param script: the script of the page, as it is called in both.
    """
    channels, governing = procedure.channels, view.library.governing(procedure)
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": procedure.name,
        "alternateName": list(procedure.aliases),
        "description": procedure.summary,
        "disambiguatingDescription": view.status_words(procedure),
        **(
            {"isRelatedTo": [{"@type": "GovernmentService", "name": each.name} for each in governing]}
            if governing
            else {}
        ),
        "inLanguage": script,
        "serviceType": list(procedure.kinds),
        "areaServed": {"@type": "AdministrativeArea", "name": view.region(procedure).name},
        "audience": [{"@type": "Audience", "audienceType": name} for name in procedure.audience],
        **(
            {"provider": {"@type": "GovernmentOrganization", "name": procedure.authority}}
            if procedure.authority
            else {}
        ),
        "availableChannel": [
            {
                "@type": "ServiceChannel",
                "name": channel.kind,
                **({"servicePhone": [phone.text for phone in channel.phones]} if channel.phones else {}),
                **(
                    {
                        "serviceLocation": {
                            "@type": "Place",
                            "name": view.facts.places(channel),
                            "address": channel.address,
                        }
                    }
                    if channel.address
                    else {}
                ),
            }
            for channel in channels
        ],
    }
