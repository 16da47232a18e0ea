package progress

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// heading is the first line of an export.
type heading struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

const formatName = "skylab progress"

// Export writes all records as JSON, one a line, in the order of time, after a
// line that names the format. The same records give the same bytes on every
// machine.
func (s *Store) Export(w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false) // the data's bytes stay what the id was made from
	if err := enc.Encode(heading{formatName, version}); err != nil {
		return fmt.Errorf("progress: export: %w", err)
	}
	for _, r := range s.All() {
		if err := enc.Encode(r); err != nil {
			return fmt.Errorf("progress: export: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("progress: export: %w", err)
	}
	return nil
}
