// Package config is ikrar.toml: what HR may set, each value judged, and what earlier builds kept
// there and the trust list says by now. It reads and writes text, and no file.
package config

// Name is the name of the file, which makes a directory an institution's home.
const Name = "ikrar.toml"
