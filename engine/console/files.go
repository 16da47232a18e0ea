package console

import (
	"errors"
	"fmt"
	"io/fs"
)

// Files gives a command the caller's files. Paths are as typed on the line.
// Errors should wrap fs.ErrNotExist or fs.ErrPermission where they mean that;
// anything else is shown as it is.
type Files interface {
	ReadFile(path string) ([]byte, error)
	WriteFile(path string, data []byte) error
	// ReadDir lists a folder, sorted by name; it fails for a file.
	ReadDir(path string) ([]fs.DirEntry, error)
}

// errno is a file's error as Python, and so the AWS CLI, words it.
func errno(path string, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("[Errno 2] No such file or directory: '%s'", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("[Errno 13] Permission denied: '%s'", path)
	case errors.Is(err, errIsDir):
		return fmt.Sprintf("[Errno 21] Is a directory: '%s'", path)
	}
	return err.Error()
}

// errIsDir is a Files' refusal to read a folder as a file.
var errIsDir = errors.New("is a directory")

// read is a file's content; a folder is an error that says so.
func (s *Session) read(path string) ([]byte, error) {
	data, err := s.files.ReadFile(path)
	if err != nil && s.isDir(path) {
		return nil, errIsDir
	}
	return data, err
}

func (s *Session) isDir(path string) bool {
	_, err := s.files.ReadDir(path)
	return err == nil
}

// why is a file's error as the shell's own tools word it.
func why(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "No such file or directory"
	case errors.Is(err, fs.ErrPermission):
		return "Permission denied"
	case errors.Is(err, errIsDir):
		return "Is a directory"
	}
	return err.Error()
}
