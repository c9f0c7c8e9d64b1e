package main

import (
	"bytes"
	"math/rand/v2"
	"mime/multipart"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// cutSettings has an officer's office killed, or its way cut, while it saves settings at the server
// of the home in a directory: they are saved once or not at all, whole, and who is told something
// is told the truth.
func (w world) cutSettings(office world, road *distance, home string) {
	reserve := func() string {
		_, rest, _ := strings.Cut(w.read(filepath.Join(home, "ikrar.toml")), "free_space_reserve_mib = ")
		number, _, whole := strings.Cut(rest, "\n")
		if !whole {
			w.t.Errorf("the settings are not whole: %.300s", rest)
		}
		return strings.TrimSpace(number)
	}
	saved := 0
	for try := range 10 {
		o, before, wanted := office.openOfficeWindow(), reserve(), strconv.Itoa(300+try)
		mark := markField.FindSubmatch(o.send("GET", "/x/pengaturan", "", nil).body)
		if mark == nil {
			w.t.Fatal("no settings are shown")
		}
		var form bytes.Buffer
		f := multipart.NewWriter(&form)
		for _, field := range [][2]string{{"mark", string(mark[1])}, {"keys", "keep"}, {"reserve", wanted}} {
			if err := f.WriteField(field[0], field[1]); err != nil {
				w.t.Fatal(err)
			}
		}
		f.Close()
		moment := time.Duration(rand.Int64N(int64(400 * time.Millisecond)))
		if try%2 == 0 { // killed: nobody is told anything
			// It fails only where the office has ended.
			time.AfterFunc(moment, func() { _ = o.process.Process.Kill() })
			// Whatever is said, if anything.
			_, _ = o.try("POST", "/x/pengaturan/pilihan", f.FormDataContentType(), form.Bytes())
			o.kill()
			time.Sleep(time.Second) // what is under way arrives
			if now := reserve(); now != before && now != wanted {
				w.t.Errorf("killed: %s became %s, and %s was to be", before, now, wanted)
			} else if now == wanted {
				saved++
			}
			continue
		}
		time.AfterFunc(moment, func() { road.cut(time.Second) })
		answer := o.send("POST", "/x/pengaturan/pilihan", f.FormDataContentType(), form.Bytes())
		if answer.Header.Get("Ikrar-Go") != "/pengaturan?tersimpan=1" || reserve() != wanted {
			w.t.Errorf("cut off: %s is there, %s was to be; said was %.600s", reserve(), wanted, answer.body)
		}
		o.kill()
	}
	w.t.Logf("settings: killed 5 times, of which %d had saved; cut off 5 times, and saved", saved)
}
