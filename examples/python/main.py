"""python main.py [--recorded FILE… | --print]"""
import json
import os
import signal
import sys
import time

from confluent_kafka import Consumer, KafkaException, TopicPartition

from recorded import replay
from seats import Reader, Seats


def consume(seats, brokers, topic, group):
    reader, ends, stop = Reader(seats), {}, []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.append(True))
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": group,
                         "enable.auto.commit": False, "auto.offset.reset": "earliest", "session.timeout.ms": 10_000})
    # Another member may have continued: rule 10.
    consumer.subscribe([topic], on_assign=lambda *_: (reader.held.clear(), ends.clear()))
    committed = time.monotonic()
    while not stop:
        # An empty message counts as false, too.
        if (message := consumer.poll(0.5)) is not None:
            if message.error():
                raise KafkaException(message.error())
            place = message.topic(), message.partition(), message.offset()
            key = message.key() and message.key().decode(errors="replace")
            headers = {name: (text or b"").decode(errors="replace") for name, text in message.headers() or []}
            again = reader.take(*place, key, headers, message.value())
            ends[place[1]] = place[2] + 1 if again is None else again
            if again is not None:
                consumer.seek(TopicPartition(topic, place[1], again))
        if ends and time.monotonic() - committed > 1:  # 9
            offsets = [TopicPartition(topic, partition, reader.first_hold(partition, end))
                       for partition, end in ends.items()]
            try:
                consumer.commit(offsets=offsets, asynchronous=False)
            except KafkaException as reason:  # the partitions went to another member
                print("not committed:", reason, file=sys.stderr, flush=True)
            committed = time.monotonic()
    consumer.close()


if __name__ == "__main__":
    seats_file = os.environ.get("DATABASE", "seats.db")
    if sys.argv[1:2] == ["--recorded"]:
        for file in sys.argv[2:]:
            print(json.dumps(replay(file)))
    elif sys.argv[1:2] == ["--print"]:
        print(json.dumps({"tenants": Seats(seats_file).state()}))
    else:
        brokers, topic = os.environ.get("KAFKA_BROKERS", "127.0.0.1:9092"), os.environ.get("TOPIC", "rollcall.provisioning.v1")
        consume(Seats(seats_file), brokers, topic, os.environ.get("GROUP_ID", "rollcall-subscriber-python"))
