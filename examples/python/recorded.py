"""The conformance test: libs/contracts/recorded."""
import base64
import json
from pathlib import Path

from seats import Reader, Seats


def replay(file):
    """A recorded topic through the same code: what is stored at its end, and the holds on the way."""
    seats = Seats(":memory:")
    reader, at, topic = Reader(seats), 0, None
    records = [json.loads(line) for line in Path(file).read_text().splitlines()]
    places = [(record["topic"], record["partition"], record["offset"]) for record in records]
    while at < len(records):
        record, place = records[at], places[at]
        if record["topic"] != topic:
            topic = record["topic"]
            reader.held.clear()
        value = base64.b64decode(record["valueBase64"]) if "valueBase64" in record else (record["value"] or "").encode()
        again = reader.take(*place, record["key"], record["headers"], value)
        at = at + 1 if again is None else places.index((*place[:2], again))
    return {"tenants": seats.state(), "holds": reader.holds}
