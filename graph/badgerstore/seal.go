package badgerstore

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// How the frames of a backup are written, as its header says.
const (
	compressionZstd  = "zstd"
	encryptionAESGCM = "aes-gcm"
	saltSize         = 32
	backupKeyUse     = "isnad backup"
)

// sealer compresses and encrypts the frames of one file, in their order. A frame is bound to its place,
// to its kind and to the header of the file, under a key that no other file has.
type sealer struct {
	pack   *zstd.Encoder // nil: not compressed
	unpack *zstd.Decoder
	aead   cipher.AEAD // nil: not encrypted
	bound  [32]byte    // hash of the header
	count  uint64
}

func newSalt() ([]byte, error) {
	salt := make([]byte, saltSize)
	_, err := rand.Read(salt)
	return salt, err
}

// newSealer returns the sealer of a file with header h, whose bytes are head.
func newSealer(h header, head, key []byte) (*sealer, error) {
	s := &sealer{bound: sha256.Sum256(head)}
	switch h.Compression {
	case "":
	case compressionZstd:
		var err error
		if s.pack, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err != nil {
			return nil, err
		}
		if s.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFrame)); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("%w: compression %q is not known here; use a newer isnad", ErrBackup, h.Compression)
	}
	return s, s.encrypt(h, key)
}

func (s *sealer) encrypt(h header, key []byte) error {
	switch {
	case h.Encryption == "":
		return nil
	case h.Encryption != encryptionAESGCM:
		return fmt.Errorf("%w: encryption %q is not known here; use a newer isnad", ErrBackup, h.Encryption)
	case len(key) == 0:
		return fmt.Errorf("%w: the backup is encrypted; give the file that holds the key of its store", ErrKey)
	}
	own, err := hkdf.Key(sha256.New, key, h.Salt, backupKeyUse, 32)
	if err != nil {
		return err
	}
	block, err := aes.NewCipher(own)
	if err != nil {
		return err
	}
	s.aead, err = cipher.NewGCM(block)
	return err
}

// place returns the nonce and the additional data of the next frame.
func (s *sealer) place(kind byte) (nonce, bound []byte) {
	nonce = binary.BigEndian.AppendUint64(make([]byte, 4, 12), s.count)
	s.count++
	return nonce, append(s.bound[:], kind)
}

func (s *sealer) seal(kind byte, plain []byte) []byte {
	if s.pack != nil {
		plain = s.pack.EncodeAll(plain, nil)
	}
	if s.aead == nil {
		return plain
	}
	nonce, bound := s.place(kind)
	return s.aead.Seal(nil, nonce, plain, bound)
}

func (s *sealer) open(kind byte, sealed []byte) ([]byte, error) {
	if s.aead != nil {
		nonce, bound := s.place(kind)
		var err error
		if sealed, err = s.aead.Open(nil, nonce, sealed, bound); err != nil {
			return nil, fmt.Errorf("%w: the key does not open the backup", ErrKey)
		}
	}
	if s.unpack == nil {
		return sealed, nil
	}
	plain, err := s.unpack.DecodeAll(sealed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrBackup, err)
	}
	return plain, nil
}

func (s *sealer) close() {
	if s.unpack != nil {
		s.unpack.Close()
	}
}
