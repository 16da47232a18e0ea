package console

import (
	"bytes"
	"image"
	_ "image/jpeg" // so that a picture's size can be told
	_ "image/png"

	"skylab/engine/aws"
)

// pictureKind is "PNG" or "JPEG" for data that begins as one, else "".
func pictureKind(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "PNG"
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "JPEG"
	}
	return ""
}

// runShow hands a picture to the terminal and describes it in words.
func runShow(p *proc) {
	if len(p.args) != 2 {
		p.fail(StatusUsage, "usage: show s3://BUCKET/KEY, or show FILE")
		return
	}
	name := p.args[1]
	bucket, key, is := s3uri(name)
	if !is {
		data, err := p.s.read(name)
		if err != nil {
			p.fail(1, "show: %s: %s", name, why(err))
			return
		}
		p.show(name, data)
		return
	}
	if bucket == "" || key == "" {
		p.fail(StatusUsage, "usage: show s3://BUCKET/KEY, or show FILE")
		return
	}
	tree := aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Key", Value: key}}
	p.api("s3api.GetObject", tree, func(op *aws.Operation, out any, err *aws.Error) {
		if err != nil {
			p.exit(reportService(p.err, op, err))
			return
		}
		p.show(name, body(out))
	})
}

func (p *proc) show(name string, data []byte) {
	kind := pictureKind(data)
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if kind == "" || err != nil {
		p.fail(1, "show: %s is not a PNG or JPEG picture", name)
		return
	}
	p.run.Pictures = append(p.run.Pictures, Picture{name, data})
	p.printf("%s: %s, %d×%d pixels, %d bytes\n", name, kind, config.Width, config.Height, len(data))
	p.exit(0)
}
