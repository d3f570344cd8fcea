package com.example.seats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Keeps the users of every tenant, and whether they may log in, in SQLite. README.md has the commands. The numbers in
 * comments are the rules of docs/subscribing.md, "With any other client".
 */
@SpringBootApplication
class Application {
    private final Reader reader;

    Application(Reader reader) {
        this.reader = reader;
    }

    public static void main(String[] args) {
        if (args.length > 0) Recorded.main(args);
        else SpringApplication.run(Application.class);
    }

    @KafkaListener(topics = "${topic}")
    void take(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        var ends = new HashMap<TopicPartition, OffsetAndMetadata>();
        var again = new HashMap<TopicPartition, Long>();
        for (var record : records) {
            var partition = new TopicPartition(record.topic(), record.partition());
            if (again.containsKey(partition)) continue;
            reader.take(messageOf(record)).ifPresent(offset -> again.put(partition, offset));
            ends.put(partition, new OffsetAndMetadata(reader.commitTo(record.partition(), record.offset() + 1))); // 9
        }
        again.forEach(consumer::seek);
        ends.keySet().removeAll(again.keySet());
        consumer.commitSync(ends);
    }

    private static Message messageOf(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (var header : record.headers()) headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        var key = record.key() == null ? null : new String(record.key(), UTF_8);
        return new Message(record.topic(), record.partition(), record.offset(), key, headers, record.value());
    }

    /** Another member may have continued: rule 10. */
    @Bean
    ConsumerAwareRebalanceListener forget() {
        return new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                reader.held.clear();
            }
        };
    }

    /** A database that is away is tried again for as long as it takes. The default gives up and skips. */
    @Bean
    static DefaultErrorHandler tryAgain() {
        return new DefaultErrorHandler(new ExponentialBackOff(200, 1.5));
    }
}
