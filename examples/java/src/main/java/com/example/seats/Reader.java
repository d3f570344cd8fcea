package com.example.seats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Processes each event once, in order for each tenant. */
@Component
class Reader {
    private static final Logger log = LoggerFactory.getLogger(Reader.class);
    private final Schemas schemas;
    private final Seats seats;
    final Map<String, Hold> held = new HashMap<>();
    final List<Hold> holds = new ArrayList<>();

    Reader(Schemas schemas, Seats seats) {
        this.schemas = schemas;
        this.seats = seats;
    }

    /** Processes a message, or holds its tenant. Returns the offset from which its partition is to be read again, if any. */
    OptionalLong take(Message message) {
        var tenant = message.key();
        var hold = held.get(tenant);
        if (tenant == null || (hold != null && !hold.reason().equals("gap"))) return OptionalLong.empty(); // 1
        try {
            if (processed(schemas.read(message)) && hold != null) return OptionalLong.of(held.remove(tenant).offset());
        } catch (Held why) {
            if (hold != null) return OptionalLong.empty();
            hold = new Hold(tenant, why.getMessage(), message.topic(), message.partition(), message.offset());
            held.put(tenant, hold);
            holds.add(hold);
            log.error("held: {}", hold);
        }
        return OptionalLong.empty();
    }

    private boolean processed(Event event) throws Held {
        while (true) {
            var at = seats.place(event.tenant());
            var later = at.epoch() == null ? 0 : number(event.epoch()) - number(at.epoch());
            if (event.position() <= at.position()) { // 4
                if (later > 0) throw new Held("history");
                return false;
            }
            if (event.position() > at.position() + 1) throw new Held("gap"); // 5
            if (later < 0) throw new Held("history"); // 6
            if (seats.process(event)) return true;
        }
    }

    /** Rule 9: the offset up to which a partition may be committed. */
    long commitTo(int partition, long end) {
        return held.values().stream().filter(hold -> hold.partition() == partition).mapToLong(Hold::offset).reduce(end, Math::min);
    }

    private static int number(String epoch) {
        var beforeDot = epoch.split("\\.")[0];
        return beforeDot.matches("\\d+") ? Integer.parseInt(beforeDot) : 1;
    }
}
