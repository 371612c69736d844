package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"testing"
)

// BenchmarkJSONEvents reads generic events, beside the standard library decoding
// the same objects into a struct of three strings.
func BenchmarkJSONEvents(b *testing.B) {
	const rows = 50_000
	var text bytes.Buffer
	for i := range rows {
		fmt.Fprintf(&text, `{"account_id":"acc_%08x","event":"event_%02d","time":"2026-01-01T%02d:%02d:%02dZ","properties":{"browser":"firefox","n":%d}}`+"\n",
			uint32(i*0x9e3779b1), i%30, i/3600%24, i/60%60, i%60, i)
	}
	b.Run("feed", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		b.ReportAllocs()
		for b.Loop() {
			f, err := Open("-", Options{Stdin: bytes.NewReader(text.Bytes())})
			if err != nil {
				b.Fatal(err)
			}
			if _, _, events, _ := drain(b, f); events != rows {
				b.Fatalf("%d events", events)
			}
		}
	})
	b.Run("encoding", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		b.ReportAllocs()
		for b.Loop() {
			d := json.NewDecoder(bytes.NewReader(text.Bytes()))
			for {
				var row struct {
					Account string `json:"account_id"`
					Event   string `json:"event"`
					Time    string `json:"time"`
				}
				if err := d.Decode(&row); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
