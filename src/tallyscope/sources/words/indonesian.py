"""Indonesian."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "dpt | pemilih dpt | pemilih terdaftar | jumlah pemilih"
    " | pemilih daftar pemilih tetap",
    "ballots": "pengguna hak pilih | seluruh pengguna hak pilih | suara sah dan tidak sah"
    " | suara masuk",
    "valid": "suara sah | seluruh suara sah",
    "invalid": "suara tidak sah",
    "not needed": "surat suara diterima | surat suara tidak digunakan | surat suara rusak"
    " | surat suara dikembalikan",
    "percent": "persentase | persen | partisipasi",
    "level": "provinsi | kabupaten | kabupaten kota | kab kota | kota | kecamatan"
    " | kelurahan | desa | kelurahan desa | desa kelurahan | dapil",
    "unit": "tps",
    "unit number": "nomor tps | no tps",
    "name": "nama",
    "title": "pemilu",
    "candidate name": "calon | partai | paslon",
}
