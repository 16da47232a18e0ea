package guest

import (
	"encoding/json"
	"fmt"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/guest/shell"
)

// copyS3 is aws s3 cp of one file, to the disk or from it.
func (s *System) copyS3(c *shell.Command, from, to string, done func(int)) {
	up := strings.HasPrefix(to, "s3://")
	if up == strings.HasPrefix(from, "s3://") {
		done(c.Fail("one of the two is an object, s3://bucket/key, and one a file"))
		return
	}
	remote, local := from, to
	if up {
		remote, local = to, from
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(remote, "s3://"), "/")
	if key == "" || strings.HasSuffix(key, "/") {
		key += base(local)
	}
	if s.disk.folder(c.Shell.Path(local)) {
		local += "/" + base(key)
	}
	in := map[string]any{"Bucket": bucket, "Key": key}
	var blobs [][]byte
	operation, verb := "s3api.GetObject", "download"
	if up {
		data, err := s.disk.read(c.Shell.Path(local))
		if err != nil {
			fmt.Fprintf(c.Err, "\nThe user-provided path %s does not exist.\n", local)
			done(255)
			return
		}
		in["Body"], blobs = map[string]int{"$blob": 0}, [][]byte{data}
		operation, verb = "s3api.PutObject", "upload"
	}
	input, err := json.Marshal(in)
	if err != nil {
		panic("guest: " + err.Error()) // strings and a number
	}
	s.call(operation, input, blobs, func(_ []byte, blobs [][]byte, err *aws.Error) {
		if err == nil && !up && len(blobs) > 0 {
			if e := s.WriteFile(c.Shell.Path(local), blobs[0]); e != nil {
				err = aws.Errorf(400, "", "%v", e)
			}
		}
		if err != nil {
			fmt.Fprintf(c.Err, "%s failed: %s to %s An error occurred (%s): %s\n", verb, from, to, err.Code, err.Message)
			done(1)
			return
		}
		c.Printf("%s: %s to %s\n", verb, from, to)
		done(0)
	})
}
