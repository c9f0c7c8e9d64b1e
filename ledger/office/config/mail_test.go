package config

import (
	"fmt"
	"testing"
)

func TestMailRefusals(t *testing.T) {
	const base = "origin = \"o\"\n[mail]\n"
	for text, want := range map[string]string{
		"": "", "server = \"surel.contoh.go.id\"\nfrom = \"bkd@contoh.go.id\"": "",
		"server = \"127.0.0.1\"\ntls = \"none\"\nfrom = \"a@b.id\"": "",
		"server = \"::1\"\ntls = \"none\"\nfrom = \"a@b.id\"":       "",
		"server = \"LocalHost\"\ntls = \"none\"\nfrom = \"a@b.id\"": "",
		"tls = \"none\"":                  "",
		"server = \"surel.contoh.go.id\"": "mail.from: empty",
		"server = \"a b\"":                "mail.server: mail-host",
		"server = \"https://a.id\"":       "mail.server: mail-host",
		"server = \"a.id\\r\\nb\"":        "mail.server: mail-host",
		"port = 0":                        "mail.port: mail-port",
		"port = 65536":                    "mail.port: mail-port",
		"tls = \"opportunistic\"":         "mail.tls: mail-tls",
		"tls = \"\"":                      "mail.tls: mail-tls",
		"from = \"BKD <a@b.id>\"":         "mail.from: mail-address",
		"from = \"a@b.id\\r\\nBcc: c@d\"": "mail.from: mail-address",
		"from_name = \"a\\nBcc: c@d\"":    "mail.from_name: invisible",
		"rate = 0":                        "mail.rate: mail-rate",
		"rate = 601":                      "mail.rate: mail-rate",
		"user = \"a\\tb\"":                "mail.user: invisible",
		"password = \"rahasia\"":          "unknown: mail.password",
		"server = \"a.id\"\ntls = \"none\"\nfrom = \"a@b.id\"":            "mail.tls: mail-tls-none",
		"server = \"127.0.0.1.a.id\"\ntls = \"none\"\nfrom = \"a@b.id\"":  "mail.tls: mail-tls-none",
		"server = \"localhost.a.id\"\ntls = \"none\"\nfrom = \"a@b.id\"":  "mail.tls: mail-tls-none",
		"server = \"::ffff:10.0.0.1\"\ntls = \"none\"\nfrom = \"a@b.id\"": "mail.tls: mail-tls-none",
	} {
		_, err := Parse("f", []byte(base+text))
		got := ""
		if bad, ok := err.(*Error); ok {
			got = bad.Why + ": " + bad.Key
			if value, ok := bad.Err.(*ValueError); ok {
				got = fmt.Sprintf("%s: %s", value.Key, value.Reason)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%v)", text, got, want, err)
		}
	}
}
