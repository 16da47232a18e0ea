// Package content holds the words, functions and pictures of the built-in
// course as bytes. It knows nothing about them: package lessons does.
package content

import (
	"embed"
	"io/fs"
)

//go:embed course.yaml all:[0-9][0-9]-*
var files embed.FS

// FS is the course folder, read-only; its root holds course.yaml.
func FS() fs.FS { return files }
