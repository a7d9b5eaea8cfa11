"""Links whole tables of mentions to a registry extract; persons or companies. No network, no Dagster."""
