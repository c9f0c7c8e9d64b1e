package certificate_test

import (
	"fmt"
	"log"
	"time"

	"ikrar/ledger/certificate"
)

// A certificate is drawn of what it says. In practice package issue fills the Document in.
func ExampleRender() {
	day := time.Date(2026, 3, 31, 10, 15, 0, 0, time.FixedZone("WIB", 7*3600))
	d := certificate.Document{
		Institution: "PEMERINTAH PROVINSI CONTOH",
		Number:      "800.1.3.3.22/3/BKD/2026",
		Name:        "Nabila Contohwati",
		Campaign:    "Deklarasi ASN BerAKHLAK",
		TextTitle:   "Pernyataan Komitmen",
		Place:       "Pontianak",
		Date:        day,
		Created:     day,
		Code:        "K7QM-2F8D-9XPA",
		QR:          "https://ikrar.contoh.example/#0123456789",
		Host:        "ikrar.contoh.example",
		Proof:       []byte("c2sp.org/tlog-proof@v1\n"),
	}
	pdf, err := certificate.Render(d)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.8s of template %d\n", pdf, certificate.Template)

	d.Name = "Nabila 漢"
	_, err = certificate.Render(d)
	fmt.Println(err)
	// Output:
	// %PDF-1.7 of template 2
	// certificate: Name: no glyph for U+6F22 '漢'
}
