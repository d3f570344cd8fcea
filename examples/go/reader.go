package main

import "log"

// Hold says why a tenant is not processed any further, and at which message; the other tenants are.
type Hold struct {
	Tenant    string `json:"tenant"`
	Reason    string `json:"reason"`
	Topic     string `json:"topic"`
	Partition int32  `json:"partition"`
	Offset    int64  `json:"offset"`
	why       error
}

// Reader processes each event once, in order for each tenant.
type Reader struct {
	schemas Schemas
	seats   *Seats
	held    map[string]Hold
	holds   []Hold
}

// take processes a message, or holds its tenant. From again, if it is not nil, the partition is to be read again.
// An error is one of the database: nothing was processed.
func (reader *Reader) take(record Record) (again *int64, err error) {
	if record.Key == nil {
		return nil, nil
	}
	held, isHeld := reader.held[*record.Key]
	if isHeld && held.why != gap { // 1
		return nil, nil
	}
	processed, why, err := reader.step(record)
	switch {
	case err != nil:
		return nil, err
	case isHeld && processed:
		delete(reader.held, *record.Key)
		return &held.Offset, nil
	case !isHeld && why != nil:
		hold := Hold{*record.Key, why.Error(), record.Topic, record.Partition, record.Offset, why}
		reader.held[*record.Key], reader.holds = hold, append(reader.holds, hold)
		log.Printf("held: %+v", hold)
	}
	return nil, nil
}

func (reader *Reader) step(record Record) (processed bool, why error, err error) {
	event, why := reader.schemas.read(record)
	if why != nil {
		return false, why, nil
	}
	for !processed {
		at, epoch, err := reader.seats.place(event.Tenant)
		isSeen, isLater := event.Position <= at, epochNumber(event.Epoch) > epochNumber(epoch)
		switch {
		case err != nil:
			return false, nil, err
		case isSeen && epoch != "" && isLater: // 4
			return false, history, nil
		case isSeen:
			return false, nil, nil
		case event.Position > at+1: // 5
			return false, gap, nil
		case epoch != "" && epochNumber(event.Epoch) < epochNumber(epoch): // 6
			return false, history, nil
		}
		if processed, err = reader.seats.process(event); err != nil {
			return false, nil, err
		}
	}
	return true, nil, nil
}

// commitTo is rule 9: the offset up to which a partition may be committed.
func (reader *Reader) commitTo(partition int32, end int64) int64 {
	for _, hold := range reader.held {
		if hold.Partition == partition {
			end = min(end, hold.Offset)
		}
	}
	return end
}
