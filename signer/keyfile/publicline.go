package keyfile

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/crypto/ssh"
)

// publicName is the name of an SSH key or certificate, as a word of its own. Telephones write the
// first letter of a text large.
var publicName = regexp.MustCompile(`(?i)(?:^|[ "'<>:=,(])((?:webauthn-)?(?:sk-)?` +
	`(?:ssh-(?:ed25519|ed448|rsa|dss)|rsa-sha2-(?:256|512)|ecdsa-sha2-nistp(?:256|384|521))` +
	`(?:-cert-v0[01])?(?:@openssh\.com)?)(?: |$)`)

// found is a key that stands in a file, or what is wrong with it.
type found struct {
	key     ed25519.PublicKey
	comment string
	err     error
}

// publicLines are the keys in a text. Other lines are remarks, which prove nothing.
func publicLines(text string) (all []found) {
	lines := trimmedLines(text)
	for n := 0; n < len(lines); {
		name, before, rest, ok := begins(lines[n], lines[n+1:])
		n++
		if !ok {
			continue
		}
		encoded, comment := cutWord(rest)
		// A mail program wraps the key anywhere, and some mark that by an equals sign. What follows
		// a comment is no more of the key.
		for len(encoded) < encodedLen && comment == "" && n < len(lines) && !publicName.MatchString(lines[n]) {
			var more string
			if more, comment = cutWord(lines[n]); greeting.MatchString(more) {
				break // a key that is cut off, and what its sender wrote below
			}
			encoded = strings.TrimRight(encoded, "=") + more
			n++
		}
		f := found{comment: comment}
		if f.key, f.err = decodePublic(name, encoded); before != "" {
			f.err = form(beforeKey(before), before)
		}
		all = append(all, f)
	}
	return all
}

// greeting is a word of a language, which a piece of a key is once in twenty times or less. Taken
// for the end of a key that was cut off, it would make a key that nobody has.
var greeting = regexp.MustCompile(`^(?:[A-Z]?[a-z]{3,}|[A-Z]{5,})$`)

// begins says whether a key begins on a line: with its name, or without it, since the key names
// itself once more. Where words stand before the name, they count where a key follows.
func begins(line string, next []string) (name, before, rest string, ok bool) {
	if encoded, _ := cutWord(line); len(encoded) > encodedLen/2 && strings.HasPrefix(encoded, "AAAA") {
		return "", "", line, true
	}
	at := publicName.FindStringSubmatchIndex(line)
	if at == nil {
		return "", "", "", false
	}
	name, before, rest = line[at[2]:at[3]], strings.TrimSpace(line[:at[2]]), strings.TrimSpace(line[at[3]:])
	follows := rest
	if rest == "" && len(next) > 0 {
		follows = next[0]
	}
	return name, before, rest, before == "" || strings.HasPrefix(follows, "AAAA")
}

// quotes are what people, mail programs and lists put around a line.
const quotes = "\"'`´“”„‘’‚«»<>*•·-"

// trimmedLines are the lines that say something, without blanks and quotes around them.
func trimmedLines(text string) (lines []string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Trim(line, " ")
		if bare := strings.TrimLeft(line, quotes+" "); bare != line {
			line = strings.TrimRight(bare, quotes+", ")
		}
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func cutWord(text string) (word, rest string) {
	word, rest, _ = strings.Cut(text, " ")
	return word, strings.TrimSpace(rest)
}

// decodePublic reads the key behind its name; without one, by the name within it.
func decodePublic(name, encoded string) (ed25519.PublicKey, error) {
	whole := encoded[:min(len(encoded), 400)/4*4] // enough for the name, of a key that was cut too
	head, _ := base64.StdEncoding.DecodeString(strings.TrimRight(whole, "="))
	within := algorithm(head)
	if name == "" {
		name = within
	}
	name = strings.ToLower(name)
	switch {
	case strings.Contains(name, "-cert-v0"):
		return nil, form(FormCertificate, name)
	case strings.Contains(name, "sk-"):
		return nil, form(FormHardware, name)
	case name != ssh.KeyAlgoED25519 && name == within:
		return nil, form(FormAlgorithm, name)
	}
	blob, err := base64.StdEncoding.DecodeString(encoded)
	switch {
	case len(encoded) < encodedLen:
		return nil, form(FormCut, fmt.Sprintf("%d/%d", len(encoded), encodedLen))
	case err != nil || len(blob) != wireLen:
		return nil, form(FormGarbled, "")
	}
	pub := ed25519.PublicKey(blob[wireLen-ed25519.PublicKeySize:])
	if name != ssh.KeyAlgoED25519 || !bytes.Equal(wire(pub), blob) {
		return nil, form(FormGarbled, "")
	}
	return pub, nil
}

// options are those of authorized_keys, sshd(8); each may stand in any case.
var options = regexp.MustCompile(`(?i)^(?:no-)?(?:agent-forwarding|cert-authority|command|environment|expiry-time|from|` +
	`permitlisten|permitopen|port-forwarding|principals|pty|restrict|touch-required|tunnel|user-rc|verify-required|` +
	`x11-forwarding)(?:=|,|$| )`)

// hosts are the first words of a line of known_hosts, sshd(8): addresses, names with a dot, hashes.
var hosts = regexp.MustCompile(`^(?:@(?:cert-authority|revoked) )?(?:\|1\|\S+|[^ ,"{]*[.:*\]][^ "]*[^: "]|localhost)$`)

// beforeKey says what stands before a key on its line.
func beforeKey(before string) Form {
	switch {
	case options.MatchString(before):
		return FormOptions
	case hosts.MatchString(before):
		return FormKnownHosts
	}
	return FormBefore
}

var (
	rfc4716  = regexp.MustCompile(`(?s)-+ ?BEGIN SSH2 PUBLIC KEY ?-+(.*?)(?:-+ ?END SSH2 PUBLIC KEY ?-+|$)`)
	blobIn   = regexp.MustCompile(`(?s)(?:^|[\n ])(AAAA[A-Za-z0-9+/=\n ]*)$`)
	saidIn   = regexp.MustCompile(`(?i)Comment: *"?([^"\n]*)`)
	spki     = regexp.MustCompile(`(?s)-+ ?BEGIN (?:[A-Z]+ )?PUBLIC KEY ?-+(.*?)(?:-+ ?END (?:[A-Z]+ )?PUBLIC KEY ?-+|$)`)
	noBlanks = strings.NewReplacer("\n", "", " ", "")
)

// unwrap puts public lines in the place of keys that stand in a text as RFC 4716 or as PEM.
func unwrap(text string) (string, error) {
	for _, block := range rfc4716.FindAllStringSubmatch(text, -1) {
		line := "" // of a block without a key nothing is left
		if blob := blobIn.FindStringSubmatch(block[1]); blob != nil {
			line = noBlanks.Replace(blob[1])
			if said := saidIn.FindStringSubmatch(block[1]); said != nil {
				line += " " + said[1]
			}
		}
		text = strings.Replace(text, block[0], "\n"+line+"\n", 1)
	}
	for _, block := range spki.FindAllStringSubmatch(text, -1) {
		der, err := base64.StdEncoding.DecodeString(noBlanks.Replace(block[1]))
		if err != nil {
			return "", form(FormCut, "")
		}
		line, err := linePKIX(der)
		if err != nil {
			return "", err
		}
		text = strings.Replace(text, block[0], "\n"+line+"\n", 1)
	}
	return text, nil
}

// linePKIX is the public line of a key as X.509 writes it, RFC 8410.
func linePKIX(der []byte) (string, error) {
	if _, err := x509.ParsePKCS1PublicKey(der); err == nil {
		return "", form(FormAlgorithm, "RSA")
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return "", form(FormGarbled, "")
	}
	switch key := key.(type) {
	case ed25519.PublicKey:
		return publicPrefix + base64.StdEncoding.EncodeToString(wire(key)), nil
	case *ecdh.PublicKey:
		return "", form(FormExchange, "X25519")
	}
	return "", form(FormAlgorithm, strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%T", key), "*"), ".PublicKey"))
}
