// Package admission bounds what one address can hold of a server: slots, of which an address has at
// most a share, and refused requests a minute.
//
// An address may be five hundred people behind one router. So nobody is locked out: where an
// address has its share, the one of its slots that has been idle the longest, or is the slowest,
// gives way to the newcomer. Who does what people do is served in milliseconds; who holds slots for
// the sake of holding them is the one who loses them.
package admission

import (
	"errors"
	"net"
	"net/netip"
	"strings"
)

// Address is who is bounded: an IPv4 address, or the /64 of an IPv6 one, which is the least that a
// line is given. The zero value stands for all whose address is not known; no share bounds them.
type Address struct{ network netip.Prefix }

// AddressOf finds by what an IP address is bounded. An IPv4 address is the same however it is
// written.
func AddressOf(ip netip.Addr) Address {
	ip = ip.Unmap().WithZone("")
	bits := 64
	if ip.Is4() {
		bits = 32
	}
	network, err := ip.Prefix(bits)
	if err != nil {
		return Address{}
	}
	return Address{network}
}

// Known reports whether there is an address to bound.
func (a Address) Known() bool { return a != Address{} }

// peerOf reads the address of a connection's other end.
func peerOf(a net.Addr) netip.Addr {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// Proxies are the networks whose X-Forwarded-For is believed.
type Proxies []netip.Prefix

var (
	// ErrProxy says that a text is no network of proxies.
	ErrProxy = errors.New("neither a network such as 10.1.2.0/24 nor an address")
	// ErrWide says that a network has more than proxies in it: everybody there could choose an
	// address.
	ErrWide = errors.New("the network is too large to be one of proxies")
)

// The largest networks of proxies: 10.0.0.0/8 is the largest that is private, and a provider's own
// has seldom less than 16 bits in front.
const (
	widest4 = 8
	widest6 = 16
)

// ParseProxy reads a network in CIDR notation, or one address.
func ParseProxy(text string) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(text); err == nil && ip.Zone() == "" {
		ip = ip.Unmap()
		return netip.PrefixFrom(ip, ip.BitLen()), nil
	}
	network, err := netip.ParsePrefix(text)
	if err == nil && network.Addr().Is4In6() {
		network = netip.PrefixFrom(network.Addr().Unmap(), network.Bits()-96)
	}
	widest := widest6
	if network.Addr().Is4() {
		widest = widest4
	}
	switch {
	case err != nil || !network.IsValid():
		return netip.Prefix{}, ErrProxy
	case network.Bits() < widest:
		return netip.Prefix{}, ErrWide
	}
	return network.Masked(), nil
}

// Contain reports whether an address is a proxy's.
func (p Proxies) Contain(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	for _, network := range p {
		if network.Contains(ip) {
			return true
		}
	}
	return false
}

// Trouble is what keeps the clients of a proxy from being told apart.
type Trouble int

const (
	NoTrouble Trouble = iota
	Unnamed           // a proxy on this machine that Proxies do not name
	Silent            // a proxy that they name adds no address that can be read
)

// Client finds whose a request is, of which peer is the other end of the connection and forwarded
// the values of X-Forwarded-For. A proxy is believed about the address that it adds, the last of
// the list, and so on to the first that is no proxy's; empty members are none (RFC 9110 section
// 5.6.1). What others send is not read; but behind a peer on loopback that sends the list stands a
// proxy, which carries everybody: that one is Unnamed, and the address not known.
func (p Proxies) Client(peer netip.Addr, forwarded []string) (Address, Trouble) {
	if !p.Contain(peer) {
		if len(forwarded) > 0 && peer.Unmap().IsLoopback() {
			return Address{}, Unnamed
		}
		return AddressOf(peer), NoTrouble
	}
	client, trouble := peer, Silent
	list := strings.Split(strings.Join(forwarded, ","), ",")
	for i := len(list) - 1; i >= 0 && p.Contain(client); i-- {
		if strings.TrimSpace(list[i]) == "" {
			continue
		}
		ip, err := parseForwarded(list[i])
		if err != nil {
			return AddressOf(client), Silent // nobody can be believed about what stands before it
		}
		client, trouble = ip, NoTrouble
	}
	return AddressOf(client), trouble
}

// parseForwarded reads one address of X-Forwarded-For, to which some proxies add a port.
func parseForwarded(text string) (netip.Addr, error) {
	text = strings.TrimSpace(text)
	if ip, err := netip.ParseAddr(text); err == nil {
		return ip, nil
	}
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr(), nil
	}
	return netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
}
