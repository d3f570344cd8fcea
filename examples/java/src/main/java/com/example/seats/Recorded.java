package com.example.seats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conformance test: recorded topics of libs/contracts/recorded through the same code, and what is stored. */
class Recorded {
    record Seat(String userId, String login, boolean mayLogIn) {}

    public static void main(String[] args) {
        var isRecorded = args[0].equals("--recorded");
        System.setProperty("spring.kafka.listener.auto-startup", "false");
        if (isRecorded) System.setProperty("DATABASE", ":memory:");
        try (var context = SpringApplication.run(Application.class)) {
            var reader = context.getBean(Reader.class);
            var jdbc = context.getBean(JdbcClient.class);
            if (!isRecorded) print(reader, jdbc);
            else for (var file : List.of(args).subList(1, args.length)) {
                for (var table : List.of("places", "seats")) jdbc.sql("delete from " + table).update();
                reader.holds.clear();
                replay(Path.of(file), reader);
                print(reader, jdbc);
            }
        } catch (IOException notRead) {
            throw new UncheckedIOException(notRead);
        }
    }

    private static void print(Reader reader, JdbcClient jdbc) {
        System.out.println(new JsonMapper().writeValueAsString(Map.of("tenants", state(jdbc), "holds", reader.holds)));
    }

    private static void replay(Path file, Reader reader) throws IOException {
        var json = new JsonMapper();
        var messages = new ArrayList<Message>();
        for (var line : Files.readAllLines(file)) messages.add(messageOf(json.readTree(line)));
        var topic = "";
        for (var at = 0; at < messages.size(); ) {
            var message = messages.get(at);
            if (!message.topic().equals(topic)) reader.held.clear();
            topic = message.topic();
            var again = reader.take(message);
            at += 1;
            if (again.isPresent()) at = indexOf(messages, topic, message.partition(), again.getAsLong());
        }
    }

    private static int indexOf(List<Message> messages, String topic, int partition, long offset) {
        var at = 0;
        for (var one = messages.get(at); !(one.topic().equals(topic) && one.partition() == partition && one.offset() == offset); )
            one = messages.get(++at);
        return at;
    }

    private static Message messageOf(JsonNode line) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : line.get("headers").properties()) headers.put(header.getKey(), header.getValue().asString());
        var value = line.has("valueBase64") ? Base64.getDecoder().decode(line.get("valueBase64").asString())
            : line.get("value").isNull() ? null : line.get("value").asString().getBytes(UTF_8);
        var key = line.get("key").isNull() ? null : line.get("key").asString();
        return new Message(line.get("topic").asString(), line.get("partition").asInt(), line.get("offset").asLong(), key, headers, value);
    }

    private static Map<String, Object> state(JdbcClient jdbc) {
        var tenants = new LinkedHashMap<String, Object>();
        for (var place : jdbc.sql("select * from places").query().listOfRows()) {
            var seats = jdbc.sql("select user_id, login, may_log_in as may_log_in from seats where tenant = ? order by user_id")
                .param(place.get("tenant")).query((row, number) -> new Seat(row.getString(1), row.getString(2), row.getBoolean(3))).list();
            tenants.put((String) place.remove("tenant"), place);
            place.put("seats", seats);
        }
        return tenants;
    }
}
