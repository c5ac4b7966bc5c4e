#include "config.h"

const char config_defaults[] =
    "{\"endpoint\":\"localhost:13133\",\"transport\":\"tcp\",\"path\":\"/\","
    "\"read_header_timeout\":\"1m0s\",\"keep_alives_enabled\":true,"
    "\"check_collector_pipeline\":{\"enabled\":false,\"interval\":\"5m0s\","
    "\"exporter_failure_threshold\":5}}";

const char config_schema_json[] =
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"health_check\","
    "\"description\":\"Serves the health of the Collector over HTTP.\",\"type\":\"object\","
    "\"additionalProperties\":false,\"properties\":{"
    "\"endpoint\":{\"type\":\"string\",\"default\":\"localhost:13133\","
    "\"description\":\"Where to listen: host:port.\"},"
    "\"transport\":{\"enum\":[\"tcp\"],\"default\":\"tcp\",\"description\":\"The network.\"},"
    "\"path\":{\"type\":\"string\",\"pattern\":\"^/\",\"default\":\"/\",\"description\":\"The path "
    "that answers. One that ends with a slash answers for all below it.\"},"
    "\"response_body\":{\"type\":\"object\",\"additionalProperties\":false,"
    "\"description\":\"Bodies to send instead of the usual ones.\",\"properties\":{"
    "\"healthy\":{\"type\":\"string\",\"default\":\"\","
    "\"description\":\"Sent while the pipelines are up.\"},"
    "\"unhealthy\":{\"type\":\"string\",\"default\":\"\",\"description\":\"Sent before and "
    "after.\"}}},"
    "\"read_header_timeout\":{\"type\":[\"string\",\"integer\"],\"default\":\"1m0s\","
    "\"description\":\"How long a client may take to send a request's headers; also how long a "
    "connection may be idle between requests. Zero means no limit.\"},"
    "\"keep_alives_enabled\":{\"type\":\"boolean\",\"default\":true,"
    "\"description\":\"Whether a connection serves more than one request.\"},"
    "\"check_collector_pipeline\":{\"type\":\"object\",\"additionalProperties\":false,"
    "\"description\":\"A feature of the Go extension that never worked; only off is accepted.\","
    "\"properties\":{\"enabled\":{\"const\":false,\"default\":false},"
    "\"interval\":{\"type\":[\"string\",\"integer\"],\"default\":\"5m0s\"},"
    "\"exporter_failure_threshold\":{\"type\":\"integer\",\"exclusiveMinimum\":0,"
    "\"default\":5}}}}}";
