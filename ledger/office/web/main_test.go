package web_test

import (
	"os"
	"testing"

	"ikrar/verify/web/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }
