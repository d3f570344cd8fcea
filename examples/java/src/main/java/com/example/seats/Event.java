package com.example.seats;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A message whose parts agree. */
record Event(String type, String tenant, long position, String epoch, JsonNode data) {}

/** A message of Kafka; without a key it is null. */
record Message(String topic, int partition, long offset, String key, Map<String, String> headers, byte[] value) {}

/** Why a tenant is not processed any further, and at which message; the other tenants are. */
record Hold(String tenant, String reason, String topic, int partition, long offset) {}

/** The message holds its tenant. */
class Held extends Exception {
    Held(String reason) {
        super(reason);
    }
}
