"""What the public screens show, as plain values: a template only asks ``if`` and ``for``."""
