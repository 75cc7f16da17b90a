"""What Streamlit runs: `streamlit run dashboard.py -- STORE`. Alone in its folder, which Streamlit puts first on the path of modules."""

import sys

from govnlp.view.app.dashboard import draw

draw(sys.argv[1])
