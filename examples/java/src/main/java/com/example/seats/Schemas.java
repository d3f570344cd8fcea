package com.example.seats;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads messages: rules 2 and 3. Knows the types and versions that have a schema. */
@Component
class Schemas {
    private static final Pattern TYPE = Pattern.compile("rollcall\\.([A-Za-z]+)\\.(v[1-9]\\d*)");
    private static final List<String> IDS = List.of("userId", "groupId", "tokenId");
    private final JsonMapper json = new JsonMapper();
    /** By `UserProvisioned.v1`, and by `UserProvisioned`. */
    private final Map<String, Schema> known = new HashMap<>();

    Schemas(@Value("${schemas}") Path folder) throws IOException {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                var schema = registry.getSchema(Files.readString(file));
                var name = file.getFileName().toString().replace(".json", "");
                known.put(name, schema);
                known.put(name.split("\\.")[0], schema);
            }
        }
    }

    Event read(Message message) throws Held {
        var headers = message.headers();
        var type = TYPE.matcher(headers.getOrDefault("ce_type", ""));
        if (!type.matches()) throw new Held("unreadable");
        var schema = known.get(type.group(1) + "." + type.group(2));
        var isKnown = known.containsKey(type.group(1));
        if (isKnown && schema == null) throw new Held("unknown-version");
        try {
            var tenant = headers.get("ce_tenant");
            var subject = headers.get("ce_subject").split("/", 2);
            var position = Long.parseLong(headers.get("ce_position"));
            OffsetDateTime.parse(headers.get("ce_time"));
            var data = json.readTree(message.value());
            var agree = message.key().equals(tenant)
                && headers.get("ce_source").endsWith("/tenants/" + tenant)
                && !(subject[0].equals("tenants") && !subject[1].equals(tenant))
                && position >= 0 && data.isObject()
                && (!isKnown || (IDS.stream().allMatch(id -> names(data, id, subject[1])) && schema.validate(data).isEmpty()));
            if (!agree) throw new Held("unreadable");
            return new Event(type.group(1), tenant, position, headers.get("ce_epoch"), data);
        } catch (RuntimeException notAnEvent) {
            throw new Held("unreadable");
        }
    }

    private static boolean names(JsonNode data, String id, String subject) {
        return !data.has(id) || data.get(id).asString().equals(subject);
    }
}
