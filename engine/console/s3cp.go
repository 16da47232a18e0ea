package console

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"skylab/engine/aws"
)

// s3cp copies between files and objects; as mv it then deletes the source.
func s3cp(c *s3Command) {
	from, to := c.paths[0], c.paths[1]
	fromBucket, fromKey, fromS3 := s3uri(from)
	_, _, toS3 := s3uri(to)
	switch {
	case !fromS3 && !toS3:
		c.misuse()
	case fromS3 && fromBucket == "":
		c.misuse()
	case !fromS3 && c.verb == "mv":
		c.exit(report(c.err, unsimulated("`aws s3 mv` of local files: it would delete them. Use `aws s3 cp`.")))
	case !fromS3 && from == "-":
		c.exit(report(c.err, unsimulated("`aws s3 cp -`: the console has no standard input.")))
	case !fromS3 && c.flags["--recursive"]:
		c.uploadFolder(strings.TrimSuffix(from, "/"), to)
	case !fromS3:
		c.uploadFile(from, to)
	case c.flags["--recursive"]:
		c.copyAll(fromBucket, fromKey, to)
	default:
		c.copyOne(fromBucket, fromKey, fromKey[strings.LastIndexByte(fromKey, '/')+1:], to, c.finish)
	}
}

// shown is a local path as the CLI prints it: relative ones begin with a dot.
func shown(p string) string {
	if strings.HasPrefix(p, "/") || strings.HasPrefix(p, ".") || strings.Contains(p, "/") {
		return p
	}
	return "./" + p
}

func (c *s3Command) uploadFile(from, to string) {
	if c.s.isDir(from) {
		c.exit(report(c.err, general("[Errno 21] Is a directory: '%s'; --recursive uploads a folder", from)))
		return
	}
	bucket, key, _ := s3uri(to)
	if key == "" || strings.HasSuffix(key, "/") {
		key += path.Base(from)
	}
	c.upload(from, bucket, key, c.finish)
}

func (c *s3Command) uploadFolder(from, to string) {
	if !c.s.isDir(from) {
		c.exit(report(c.err, general("The user-provided path %s does not exist.", from)))
		return
	}
	w := walker{c: c, root: from + "/"}
	if err := w.walk(from, 0); err != nil {
		c.exit(report(c.err, err))
		return
	}
	bucket, prefix, _ := s3uri(to)
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	c.eachOf(w.files, func(file string, next func()) {
		c.upload(file, bucket, prefix+strings.TrimPrefix(file, w.root), next)
	}, c.finish)
}

// walker collects the files below a folder that the filters let pass.
type walker struct {
	c     *s3Command
	root  string
	files []string
}

func (w *walker) walk(folder string, depth int) error {
	entries, err := w.c.s.files.ReadDir(folder)
	switch {
	case err != nil:
		return general("%s", errno(folder, err))
	case depth > maxFolders:
		return general("the folder '%s' is too deep", folder)
	}
	for _, e := range entries {
		name := folder + "/" + e.Name()
		if e.IsDir() {
			if err := w.walk(name, depth+1); err != nil {
				return err
			}
		} else if w.c.passes(name, w.root) {
			w.files = append(w.files, name)
		}
		if len(w.files) > maxFiles {
			return unsimulated("an upload of more than %d files at once.", maxFiles)
		}
	}
	return nil
}

// upload puts one file.
func (c *s3Command) upload(from, bucket, key string, next func()) {
	data, err := c.s.read(from)
	if errors.Is(err, fs.ErrNotExist) {
		c.exit(report(c.err, general("The user-provided path %s does not exist.", from)))
		return
	}
	if err != nil {
		c.exit(report(c.err, general("%s", errno(from, err))))
		return
	}
	to := "s3://" + bucket + "/" + key
	if c.flags["--dryrun"] {
		c.say("upload: %s to %s", shown(from), to)
		next()
		return
	}
	tree := aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Key", Value: key}, {Name: "Body", Value: data}, {Name: "ContentType", Value: c.contentType(from)}}
	c.api("s3api.PutObject", tree, func(op *aws.Operation, _ any, err *aws.Error) {
		if err != nil {
			c.wrong("upload failed: %s to %s %s", shown(from), to, err.CLI(op.Name))
		} else {
			c.say("upload: %s to %s", shown(from), to)
			c.picture(to, data)
		}
		next()
	})
}

// contentType is what the CLI guesses from a file's name, or nil. The table is
// ours, because the host's own would make worlds differ between hosts.
func (c *s3Command) contentType(name string) any {
	if t, ok := c.values["--content-type"]; ok {
		return t
	}
	t := map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml",
		".txt": "text/plain", ".html": "text/html", ".css": "text/css", ".csv": "text/csv", ".js": "text/javascript", ".mjs": "text/javascript",
		".json": "application/json", ".zip": "application/zip", ".pdf": "application/pdf", ".xml": "text/xml"}[strings.ToLower(path.Ext(name))]
	if t == "" {
		return nil
	}
	return t
}
