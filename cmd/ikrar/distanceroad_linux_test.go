package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// oneWay is how long bytes are under way: 50 ms there and back, as from one island to the next over
// fibre. That is how the budget of 500 ms for any view is meant: the other delays that budgets
// name, of telephones, are there and back too.
const oneWay = 25 * time.Millisecond

// distance is a network of namespaces that are far from the server. Where the kernel has netem, it
// makes the delay; else a relay does, which counts in either case.
type distance struct {
	t      *testing.T
	id     string
	netem  bool
	mutex  sync.Mutex
	counts map[string]*counts // by the officers' addresses

	conns map[net.Conn]bool
	until time.Time // nothing passes before
}

// cut ends all that is under way, and lets nothing pass for a while.
func (d *distance) cut(patience time.Duration) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.until = time.Now().Add(patience)
	for c := range d.conns {
		c.Close()
	}
}

// passes says whether the way is open, and keeps a connection to be cut.
func (d *distance) passes(c net.Conn) bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.conns[c] = true
	return time.Now().After(d.until)
}

func (d *distance) gone(c net.Conn) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	delete(d.conns, c)
}

type counts struct{ asked, up, down int64 }

func newDistance(t *testing.T) *distance {
	d := &distance{t: t, id: fmt.Sprint("ik", os.Getpid()%100000), counts: map[string]*counts{},
		conns: map[net.Conn]bool{}}
	if said, err := exec.Command("ip", "netns", "add", d.space(0)).CombinedOutput(); err != nil {
		t.Skipf("no network namespaces here: %s", said)
	}
	d.run("ip", "netns", "add", d.space(1))
	t.Cleanup(func() {
		for n := range 2 {
			d.run("ip", "netns", "del", d.space(n))
		}
	})
	d.netem = true
	for n := range 2 {
		inner, outer := fmt.Sprint(d.id, "i", n), fmt.Sprint(d.id, "o", n)
		d.run("ip", "link", "add", outer, "type", "veth", "peer", "name", inner, "netns", d.space(n))
		d.run("ip", "addr", "add", fmt.Sprintf("10.77.%d.1/24", n), "dev", outer)
		d.run("ip", "link", "set", outer, "up")
		d.run("ip", "-n", d.space(n), "addr", "add", d.address(n)+"/24", "dev", inner)
		d.run("ip", "-n", d.space(n), "link", "set", inner, "up")
		d.run("ip", "-n", d.space(n), "link", "set", "lo", "up")
		d.run("ip", "-n", d.space(n), "route", "add", "default", "via", fmt.Sprintf("10.77.%d.1", n))
		for _, at := range [][]string{{"dev", outer}, {"-n", d.space(n), "dev", inner}} {
			args := append(append([]string{}, at[:len(at)-2]...), "qdisc", "add")
			args = append(append(args, at[len(at)-2:]...), "root", "netem", "delay", oneWay.String())
			d.netem = d.netem && exec.Command("tc", args...).Run() == nil
		}
	}
	t.Logf("the delay of %v each way is made by netem: %v", oneWay, d.netem)
	return d
}

func (d *distance) space(n int) string   { return fmt.Sprint(d.id, "n", n) }
func (d *distance) address(n int) string { return fmt.Sprintf("10.77.%d.2", n) }

func (d *distance) run(args ...string) {
	if said, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		d.t.Errorf("%s: %v %s", strings.Join(args, " "), err, said)
	}
}

func (d *distance) of(space string) counts {
	for n := range 2 {
		if d.space(n) == space {
			return d.from(d.address(n))
		}
	}
	return counts{}
}

// from is what came from an address.
func (d *distance) from(address string) counts {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	c := d.counts[address]
	if c == nil {
		return counts{}
	}
	return counts{atomic.LoadInt64(&c.asked), atomic.LoadInt64(&c.up), atomic.LoadInt64(&c.down)}
}

// lead makes an address that leads to a server from everywhere.
func (d *distance) lead(server string) (url string) { return d.leadAt("10.77.0.1:0", server) }

func (d *distance) leadAt(address, server string) (url string) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { l.Close() })
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			go d.carry(from, server)
		}
	}()
	return "http://" + l.Addr().String()
}

func (d *distance) carry(from net.Conn, server string) {
	defer from.Close()
	defer d.gone(from)
	if !d.passes(from) {
		return
	}
	address, _, _ := net.SplitHostPort(from.RemoteAddr().String())
	d.mutex.Lock()
	c := d.counts[address]
	if c == nil {
		c = &counts{}
		d.counts[address] = c
	}
	d.mutex.Unlock()
	delay := oneWay
	if d.netem {
		delay = 0
	}
	time.Sleep(2 * delay) // to be connected
	to, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	go func() {
		late(to, from, delay, func(b []byte) {
			atomic.AddInt64(&c.up, int64(len(b)))
			atomic.AddInt64(&c.asked, int64(bytes.Count(b, []byte(" HTTP/1.1\r\n"))))
		})
		to.Close()
	}()
	late(from, to, delay, func(b []byte) { atomic.AddInt64(&c.down, int64(len(b))) })
}

// late passes bytes on a while after they came, many under way at once.
func late(to io.Writer, from io.Reader, delay time.Duration, seen func([]byte)) {
	type piece struct {
		due  time.Time
		data []byte
	}
	pieces := make(chan piece, 1024)
	go func() {
		defer close(pieces)
		for {
			b := make([]byte, 32<<10)
			n, err := from.Read(b)
			if n > 0 {
				seen(b[:n])
				pieces <- piece{time.Now().Add(delay), b[:n]}
			}
			if err != nil {
				return
			}
		}
	}()
	for p := range pieces {
		time.Sleep(time.Until(p.due))
		if _, err := to.Write(p.data); err != nil {
			for range pieces { // nobody hears it any more
			}
		}
	}
}
