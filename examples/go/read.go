package main

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Record is a message of Kafka. Key is nil where there is none.
type Record struct {
	Topic     string
	Partition int32
	Offset    int64
	Key       *string
	Headers   map[string]string
	Value     []byte
}

// Event is a message whose parts agree.
type Event struct {
	Type, Tenant, Epoch string
	Position            int64
	Data                map[string]any
}

var (
	unreadable     = errors.New("unreadable")
	unknownVersion = errors.New("unknown-version")
	gap            = errors.New("gap")
	history        = errors.New("history")

	typeName = regexp.MustCompile(`^rollcall\.([A-Za-z]+)\.(v[1-9]\d*)$`)
)

// Schemas has the types and versions that this reader knows: `UserProvisioned.v1` and so on.
type Schemas map[string]*jsonschema.Schema

func loadSchemas(folder string) (Schemas, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	schemas, compiler := Schemas{}, jsonschema.NewCompiler()
	for _, file := range files {
		schema, err := compiler.Compile(file)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		schemas[name], schemas[strings.Split(name, ".")[0]] = schema, schema
	}
	return schemas, err
}

// read is rules 2 and 3.
func (schemas Schemas) read(record Record) (*Event, error) {
	headers := record.Headers
	parts := typeName.FindStringSubmatch(headers["ce_type"])
	if parts == nil {
		return nil, unreadable
	}
	schema, known := schemas[parts[1]+"."+parts[2]], schemas[parts[1]] != nil
	if known && schema == nil {
		return nil, unknownVersion
	}
	event := &Event{Type: parts[1], Tenant: headers["ce_tenant"], Epoch: headers["ce_epoch"]}
	kind, id, _ := strings.Cut(headers["ce_subject"], "/")
	position, noNumber := strconv.ParseInt(headers["ce_position"], 10, 64)
	_, noTime := time.Parse(time.RFC3339, headers["ce_time"])
	noData := json.Unmarshal(record.Value, &event.Data)
	agree := *record.Key == event.Tenant && strings.HasSuffix(headers["ce_source"], "/tenants/"+event.Tenant) &&
		event.Epoch != "" && id != "" && (kind != "tenants" || id == event.Tenant)
	if !agree || noNumber != nil || position < 0 || noTime != nil || noData != nil || event.Data == nil {
		return nil, unreadable
	}
	event.Position = position
	for _, name := range []string{"userId", "groupId", "tokenId"} {
		if other, is := event.Data[name]; known && is && other != id {
			return nil, unreadable
		}
	}
	if known && schema.Validate(map[string]any(event.Data)) != nil {
		return nil, unreadable
	}
	return event, nil
}
