package main

import (
	"bufio"
	"encoding/json"
	"os"
)

type line struct {
	Topic       string            `json:"topic"`
	Partition   int32             `json:"partition"`
	Offset      int64             `json:"offset"`
	Key         *string           `json:"key"`
	Headers     map[string]string `json:"headers"`
	Value       *string           `json:"value"`
	ValueBase64 []byte            `json:"valueBase64"`
}

// replay is the conformance test: a recorded topic of libs/contracts/recorded through the same code.
func replay(file string, reader *Reader) error {
	input, err := os.Open(file)
	if err != nil {
		return err
	}
	defer input.Close()
	var lines []line
	for scanner := bufio.NewScanner(input); scanner.Scan(); {
		var one line
		if err := json.Unmarshal(scanner.Bytes(), &one); err != nil {
			return err
		}
		if one.Value != nil {
			one.ValueBase64 = []byte(*one.Value)
		}
		lines = append(lines, one)
	}
	topic := ""
	for at := 0; at < len(lines); at++ {
		one := lines[at]
		if one.Topic != topic {
			topic, reader.held = one.Topic, map[string]Hold{}
		}
		again, err := reader.take(Record{one.Topic, one.Partition, one.Offset, one.Key, one.Headers, one.ValueBase64})
		if err != nil {
			return err
		}
		for from := 0; again != nil && from < at; from++ {
			if place := lines[from]; place.Topic == topic && place.Partition == one.Partition && place.Offset == *again {
				at, again = from-1, nil
			}
		}
	}
	return reader.print()
}

// print writes what is stored, and the holds on the way, as a line of JSON.
func (reader *Reader) print() error {
	tenants, err := reader.seats.state()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"tenants": tenants, "holds": reader.holds})
}

type seat struct {
	UserID   string `json:"userId"`
	Login    string `json:"login"`
	MayLogIn bool   `json:"mayLogIn"`
}

type tenantState struct {
	Position int64  `json:"position"`
	Epoch    string `json:"epoch"`
	Handled  int64  `json:"handled"`
	Seats    []seat `json:"seats"`
}

func (seats *Seats) state() (map[string]*tenantState, error) {
	tenants := map[string]*tenantState{}
	rows, err := seats.db.Query(`select tenant, position, epoch, handled, coalesce(user_id, ''), coalesce(login, ''),
		coalesce(may_log_in, 0) from places left join seats using (tenant) order by tenant, user_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var tenant string
		one, state := seat{}, &tenantState{Seats: []seat{}}
		err := rows.Scan(&tenant, &state.Position, &state.Epoch, &state.Handled, &one.UserID, &one.Login, &one.MayLogIn)
		if err != nil {
			return nil, err
		}
		if tenants[tenant] == nil {
			tenants[tenant] = state
		}
		if one.UserID != "" {
			tenants[tenant].Seats = append(tenants[tenant].Seats, one)
		}
	}
	return tenants, rows.Err()
}
