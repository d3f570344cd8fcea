// Keeps the users of every tenant, and whether they may log in, in SQLite. README.md has the commands. The numbers
// in comments are the rules of docs/subscribing.md, "With any other client".
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func main() {
	schemas, err := loadSchemas(setting("SCHEMAS", "../../libs/contracts/schemas"))
	check(err)
	reader := func(file string) *Reader {
		seats, err := openSeats(file)
		check(err)
		return &Reader{schemas: schemas, seats: seats, held: map[string]Hold{}, holds: []Hold{}}
	}
	switch file := setting("DATABASE", "seats.db"); append(os.Args, "")[1] {
	case "--recorded":
		for _, recorded := range os.Args[2:] {
			check(replay(recorded, reader(":memory:")))
		}
	case "--print":
		check(reader(file).print())
	default:
		check(consume(reader(file)))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func consume(reader *Reader) error {
	topic := setting("TOPIC", "rollcall.provisioning.v1")
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(setting("KAFKA_BROKERS", "127.0.0.1:9092"), ",")...),
		kgo.ConsumeTopics(topic),
		kgo.ConsumerGroup(setting("GROUP_ID", "rollcall-subscriber-go")),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.SessionTimeout(10*time.Second),
		kgo.Balancers(kgo.RangeBalancer()),
		kgo.DisableAutoCommit(),
		kgo.BlockRebalanceOnPoll(),
		// Another member may have continued: rule 10.
		kgo.OnPartitionsAssigned(func(context.Context, *kgo.Client, map[string][]int32) {
			clear(reader.held)
		}),
	)
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer cancel()
	for stop.Err() == nil {
		poll, done := context.WithTimeout(stop, time.Second)
		fetches := client.PollRecords(poll, 500)
		nothing := poll.Err() // the time is over, or the process ends
		done()
		for _, one := range fetches.Errors() {
			if nothing == nil {
				return one.Err
			}
		}
		offsets := map[int32]kgo.EpochOffset{}
		fetches.EachPartition(func(partition kgo.FetchTopicPartition) {
			if err == nil {
				err = take(client, reader, partition, offsets)
			}
		})
		if err != nil {
			return err
		}
		if len(offsets) > 0 {
			client.CommitOffsetsSync(context.Background(), map[string]map[int32]kgo.EpochOffset{topic: offsets}, committed)
		}
		client.AllowRebalance()
	}
	return nil
}

func take(client *kgo.Client, reader *Reader, fetched kgo.FetchTopicPartition, offsets map[int32]kgo.EpochOffset) error {
	for _, record := range fetched.Records {
		again, err := reader.take(recordOf(record))
		if err != nil {
			return err
		}
		end := kgo.EpochOffset{Epoch: -1, Offset: reader.commitTo(record.Partition, record.Offset+1)} // 9
		if again != nil {
			end.Offset = *again
			client.SetOffsets(map[string]map[int32]kgo.EpochOffset{record.Topic: {record.Partition: end}})
			return nil
		}
		offsets[record.Partition] = end
	}
	return nil
}

// committed: a commit that failed is made up for by the next one, or by rule 4.
func committed(_ *kgo.Client, _ *kmsg.OffsetCommitRequest, _ *kmsg.OffsetCommitResponse, err error) {
	if err != nil {
		log.Print("not committed: ", err)
	}
}

func recordOf(record *kgo.Record) Record {
	headers := map[string]string{}
	for _, header := range record.Headers {
		headers[header.Key] = string(header.Value)
	}
	var key *string
	if record.Key != nil {
		text := string(record.Key)
		key = &text
	}
	return Record{record.Topic, record.Partition, record.Offset, key, headers, record.Value}
}
