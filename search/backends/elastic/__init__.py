"""Search on an Elasticsearch cluster. The one package that imports ``elasticsearch``."""
