// Package mail writes to people and hands letters to the institution's mail server.
//
//	letter := mail.Letter{Kind: mail.Reminder, Lang: phrase.ID, Name: "Nabila Lestari", ...}
//	conn, err := mail.Server{Host: "surel.contoh.go.id", Port: 587, TLS: config.TLSStart, ...}.Dial(ctx)
//	err = conn.Send(ctx, from, "nabila@contoh.go.id", letter, now)
//
// It knows no roster and no ledger: who is written to, and that nobody is twice, is decided above.
// A letter is plain text. What a person is to do stands in it in words, since gateways rewrite
// links and people are told not to follow them. An invitation has the code as text; no other
// letter, and nothing for WhatsApp, has a place for one.
//
// A letter that the server took is sent, one that it refused is a [RefusedError], and where the
// connection broke after the text had begun to leave, nobody knows: [ErrUnsure].
package mail
