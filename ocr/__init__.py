"""From a scan to its documents: pages, words, types, fields. Knows no database, no registry, no Dagster."""
