package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

// TestKeyForms: each form has a sentence and one way out, in both languages, and none has a
// placeholder left.
func TestKeyForms(t *testing.T) {
	forms := []keyfile.Form{keyfile.FormEmpty, keyfile.FormCut, keyfile.FormGarbled, keyfile.FormSeveral,
		keyfile.FormBefore, keyfile.FormOptions, keyfile.FormKnownHosts, keyfile.FormCertificate,
		keyfile.FormHardware, keyfile.FormAlgorithm, keyfile.FormExchange, keyfile.FormAge, keyfile.FormPGP,
		keyfile.FormMinisign, keyfile.FormX509, keyfile.FormJWK, keyfile.FormSSHCom, keyfile.FormFingerprint,
		keyfile.FormDocument, keyfile.FormCipher, keyfile.FormPKCS8, keyfile.FormPuTTY}
	said := map[string]bool{}
	for _, form := range forms {
		err := fmt.Errorf("kunci saya: %w", &keyfile.FormError{Form: form, Detail: "ssh-rsa"})
		for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
			a, _, _ := testApp("")
			a.lang = lang
			f := asFault("", keyFault("kunci saya", err))
			message, hint := a.explain(f)
			if !strings.HasPrefix(message, "kunci saya: ") || hint == "" || strings.ContainsAny(message+hint, "{}") {
				t.Errorf("%s in %s: %s | %s", form, lang, message, hint)
			}
			said["fault."+f.code] = true
		}
	}
	for key := range keyFormPhrases {
		code := strings.TrimSuffix(strings.TrimSuffix(key, ".hint"), ".named")
		if code != "fault.key-of-putty" && code != "fault.key-format" && !said[code] {
			t.Errorf("%s is said of no form", key)
		}
	}
	if f := asFault("", keyFault("x", errors.New("odd"))); f.code != "failed" {
		t.Errorf("another error is %s", f.code)
	}
}
