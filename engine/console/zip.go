package console

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"skylab/engine/aws"
)

// Bounds of a folder that is zipped: the largest unzipped package that Lambda
// takes (250 MB, facts 1.1), a number of files nobody needs by hand, and how
// deep folders may lie in each other.
const (
	maxFolder  = 262144000
	maxFiles   = 10000
	maxFolders = 32
)

// zipFolder packs a folder's files as `zip -r` inside it would. The bytes are
// the same for the same files, whenever and wherever: names sorted, one date,
// and stored instead of compressed, because a compressor may change with the
// toolchain. What begins with a dot is left out.
func zipFolder(files Files, folder string) ([]byte, error) {
	var b bytes.Buffer
	p := packer{files: files, z: zip.NewWriter(&b)}
	if err := p.folder(folder, "", 0); err != nil {
		return nil, err
	}
	if p.count == 0 {
		return nil, fmt.Errorf("the folder '%s' is empty", folder)
	}
	if err := p.z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

type packer struct {
	files       Files
	z           *zip.Writer
	count, size int
}

func (p *packer) folder(real, inside string, depth int) error {
	if depth > maxFolders {
		return fmt.Errorf("the folder '%s' is too deep", real)
	}
	entries, err := p.files.ReadDir(real)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		from, to := strings.TrimSuffix(real, "/")+"/"+e.Name(), path.Join(inside, e.Name())
		if e.IsDir() {
			if err := p.folder(from, to, depth+1); err != nil {
				return err
			}
			continue
		}
		if err := p.file(from, to); err != nil {
			return err
		}
	}
	return nil
}

func (p *packer) file(from, to string) error {
	data, err := p.files.ReadFile(from)
	if err != nil {
		return err
	}
	p.count++
	p.size += len(data)
	if p.count > maxFiles || p.size > maxFolder {
		return fmt.Errorf("the folder holds more than %d files or %d bytes", maxFiles, maxFolder)
	}
	w, err := p.z.CreateHeader(&zip.FileHeader{Name: to, Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// isZip tells whether a member takes a zip file by a flag of the CLI's own.
func isZip(m aws.Member) bool { return m.Name == "ZipFile" }

// checkZip is the CLI's look at --zip-file before anything is sent.
func checkZip(v any) (any, error) {
	data, ok := v.([]byte)
	if !ok {
		data = []byte(fmt.Sprint(v))
	}
	if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, invalid("--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip")
	}
	return data, nil
}
